import { getContext, setContext } from 'svelte';
import { on } from 'svelte/events';

const KEY = Symbol('menus of nodes');

/** Says to names of nodes inside whether they open a menu. */
export const provideNodeMenus = (has: () => boolean): unknown => setContext(KEY, has);

export const nodeMenusHere = (): (() => boolean) => getContext<(() => boolean) | undefined>(KEY) ?? (() => false);

/**
 * Hears where a menu is asked for beside an element: by the right mouse button, the menu key or M at whatever has
 * `data-node`, and by a click at what has `data-menu` too.
 */
export function nodeMenus(open: (name: string, at: DOMRect) => void): (element: Element) => (() => void) | undefined {
  return (beside) => {
    const element = beside.parentElement;
    if (!element) return undefined;
    const nodeAt = (target: EventTarget | null): Element | null =>
      target instanceof Element ? target.closest('[data-node]') : null;
    const ask = (node: Element): void => open(node.getAttribute('data-node')!, node.getBoundingClientRect());
    const offs = [
      on(element, 'contextmenu', (event) => {
        const node = nodeAt(event.target);
        if (!node) return;
        event.preventDefault();
        const at = event.button === 2 ? new DOMRect(event.clientX, event.clientY, 0, 0) : node.getBoundingClientRect();
        const show = () => open(node.getAttribute('data-node')!, at);
        // where the menu comes with the press, its release would close what opens before
        if (event.buttons === 0) show();
        else window.addEventListener('pointerup', () => setTimeout(show), { once: true });
      }),
      on(element, 'keydown', (event) => {
        const node =
          event.key.toLowerCase() === 'm' && !event.ctrlKey && !event.metaKey && !event.altKey
            ? nodeAt(event.target)
            : null;
        if (!node) return;
        event.preventDefault();
        ask(node);
      }),
      on(element, 'click', (event) => {
        const node = nodeAt(event.target);
        if (node?.hasAttribute('data-menu')) ask(node);
      }),
    ];
    return () => offs.forEach((off) => off());
  };
}
