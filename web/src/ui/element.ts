import { LitElement } from 'lit';

/**
 * Base of every element here. They render into the light DOM: one style sheet, labels and ARIA
 * references that reach across elements, and text that assistive technology and find-in-page see.
 */
export class PannierElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

/** Defines an element once; a second evaluation of a module (hot reload) keeps the first. */
export function define(name: string, constructor: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, constructor);
}
