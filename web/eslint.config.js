import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The arrow of dependencies, as patterns: who may not be imported, and why. */
const hostFolders = {
  group: ['**/engine/*', '!**/engine/types.js', '!**/engine/index.js'],
  message: 'Code that draws sees the engine only through engine/types.ts.',
};
const workerFiles = {
  group: ['**/engine/worker*', '**/engine/**/*worker*', '@sqlite.org/*'],
  message: 'Only src/engine may touch the worker and SQLite.',
};
const noUnsafeTemplates = {
  group: ['lit/directives/unsafe-*', 'lit/static-html.js'],
  message: 'Customer text is rendered through text bindings only.',
};
const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'public', 'src/generated', 'dev-dist'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } },
    rules: {
      eqeqeq: 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Use Lit templates.' },
        { property: 'outerHTML', message: 'Use Lit templates.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/engine/**'],
    rules: restrict(workerFiles, noUnsafeTemplates),
  },
  {
    files: ['src/views/**', 'src/ui/**', 'src/data/**', 'src/widget/**'],
    rules: restrict(hostFolders, workerFiles, noUnsafeTemplates),
  },
  {
    files: ['src/widget/**'],
    rules: restrict({
      group: ['../*', 'lit', 'lit/*', '@awesome.me/*'],
      message: 'The widget is one small script that imports nothing of the application.',
    }),
  },
  {
    files: ['dev/**', '*.config.*'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off', '@typescript-eslint/explicit-function-return-type': 'off' },
  },
);
