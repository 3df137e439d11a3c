/**
 * A mail as a frame shows it. The frame inherits the application's content security policy, which
 * refuses style elements; their texts are therefore taken out of the mail and given to the frame's
 * document as constructed style sheets, which the policy leaves alone. Nothing else of a mail needs
 * more than the policy allows: scripts, forms and plug-ins stay off by policy and sandbox.
 */
export interface MailParts {
  html: string;
  styles: readonly string[];
}

export function splitMail(mail: string): MailParts {
  // Even a document that is never shown asks the policy about its style elements. The parser reads
  // `noframes` by the same rules, wherever it stands, and nothing else is done with it.
  const inert = mail
    .replaceAll(/<style(?=[\s/>])/gi, '<noframes data-style')
    .replaceAll(/<\/style(?=[\s/>])/gi, '</noframes');
  const parsed = new DOMParser().parseFromString(inert, 'text/html');
  const elements = [...parsed.querySelectorAll('noframes[data-style]')];
  const styles = elements.map((one) => styleText(one));
  for (const one of elements) one.remove();
  // Read, not written: the result goes into a frame where nothing runs.
  // eslint-disable-next-line no-restricted-properties
  return { html: `<!doctype html>\n${parsed.documentElement.outerHTML}`, styles };
}

function styleText(element: Element): string {
  const media = element.getAttribute('media');
  return media ? `@media ${media} { ${element.textContent} }` : element.textContent;
}

/** For the frame's `load`: the sandbox must allow the same origin, and must not allow scripts. */
export function applyStyles(frame: HTMLIFrameElement, styles: readonly string[]): void {
  const inside = frame.contentDocument;
  const Sheet = (frame.contentWindow as (Window & typeof globalThis) | null)?.CSSStyleSheet;
  if (!inside || !Sheet) return;
  inside.adoptedStyleSheets = styles.map((text) => {
    const sheet = new Sheet();
    sheet.replaceSync(text);
    return sheet;
  });
}
