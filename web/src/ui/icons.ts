/** The icon set: single-path strokes on a 24-unit grid, drawn inline so that nothing is fetched. */
import { svg, html, nothing, type TemplateResult } from 'lit';
import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';

const paths = {
  basket:
    'M4 10h16l-1.6 8.2a2 2 0 0 1-2 1.6H7.6a2 2 0 0 1-2-1.6zM8 10c0-3.5 1.6-6 4-6s4 2.5 4 6M10 13.5v3M14 13.5v3',
  users:
    'M16 20v-1.5a4 4 0 0 0-4-4H7a4 4 0 0 0-4 4V20M9.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M21 20v-1.5a4 4 0 0 0-3-3.85M15.5 4.15a3.5 3.5 0 0 1 0 6.7',
  segment: 'M12 3v9h9M12 3a9 9 0 1 0 9 9M16 3.9A9 9 0 0 1 20.1 8',
  mail: 'M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM3.5 7.5 12 13l8.5-5.5',
  check: 'M20 6.5 9.5 17 4 11.5',
  task: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8.5 12l2.5 2.5 4.5-5',
  circle: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3',
  download: 'M12 4v12M7 11l5 5 5-5M4 19h16',
  sync: 'M20 11a8 8 0 0 0-14-4.5L4 8.5M4 4v4.5h4.5M4 13a8 8 0 0 0 14 4.5l2-2M20 20v-4.5h-4.5',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M16 16l4.5 4.5',
  plus: 'M12 5v14M5 12h14',
  close: 'M18 6 6 18M6 6l12 12',
  more: 'M5 12.8a.8.8 0 1 0 0-1.6.8.8 0 0 0 0 1.6M12 12.8a.8.8 0 1 0 0-1.6.8.8 0 0 0 0 1.6M19 12.8a.8.8 0 1 0 0-1.6.8.8 0 0 0 0 1.6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  sortUp: 'M12 19V5M6 11l6-6 6 6',
  sortDown: 'M12 5v14M6 13l6 6 6-6',
  columns: 'M4 5h16v14H4zM10 5v14M15 5v14',
  filter: 'M4 6h16M7 12h10M10 18h4',
  trash: 'M4 7h16M9 7V4.5h6V7M6 7l1 12.5h10L18 7M10 11v5M14 11v5',
  undo: 'M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3',
  alert: 'M12 4 2.5 20h19zM12 10v4.5M12 17.2v.01',
  device: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2',
  cloud:
    'M7 18a4.5 4.5 0 0 1-.5-8.97 6 6 0 0 1 11.5 1.47A3.8 3.8 0 0 1 17.5 18zM9.5 13.5l2 2 3.5-3.5',
  offline:
    'M3 3l18 18M8.5 8.5A11 11 0 0 0 5 11M12 7a11 11 0 0 1 7 4M9 15a4.5 4.5 0 0 1 6 0M12 19v.01',
  note: 'M5 4h14v11l-5 5H5zM14 20v-5h5M8.5 9h7M8.5 12.5h4',
  tag: 'M4 4h7.5L20 12.5 12.5 20 4 11.5zM8 8v.01',
  pin: 'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  bag: 'M5 8h14l1 12H4zM9 8V7a3 3 0 0 1 6 0v1',
  refund: 'M4 12h12a4 4 0 0 1 0 8h-3M8 8l-4 4 4 4',
  consent: 'M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6zM9 12l2.2 2.2L15 10',
  star: 'M12 4l2.5 5.2 5.5.800-4 4 1 5.7-5-2.7-5 2.7 1-5.7-4-4 5.5-.8z',
  phone: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  history: 'M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2.5v2M12 19.5v2M4.5 12h-2M21.5 12h-2M6.7 6.7 5.3 5.3M18.7 18.7l-1.4-1.4M6.7 17.3l-1.4 1.4M18.7 5.3l-1.4 1.4',
  command:
    'M9 9h6v6H9zM9 9V6.5A2.5 2.5 0 1 0 6.5 9zM15 9V6.5A2.5 2.5 0 1 1 17.5 9zM9 15v2.5A2.5 2.5 0 1 1 6.5 15zM15 15v2.5a2.5 2.5 0 1 0 2.5-2.5z',
  external: 'M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5',
} as const;

export type IconName = keyof typeof paths;

/** An icon beside a text; decorative, so hidden from assistive technology. */
export function icon(name: IconName, slot?: string): TemplateResult {
  return html`<span class="icon" aria-hidden="true" slot=${slot ?? nothing}
    ><svg viewBox="0 0 24 24" focusable="false">${svg`<path d=${paths[name]}></path>`}</svg></span
  >`;
}

/** Web Awesome's own few icons (the check in menus) come from this origin too. */
export function useLocalIcons(): void {
  const resolver = (name: string): string => `${import.meta.env.BASE_URL}icons/${name}.svg`;
  registerIconLibrary('system', { resolver });
  registerIconLibrary('default', { resolver });
}
