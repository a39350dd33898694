import type { Place } from './moves.ts';
import type { Path } from './tree.ts';

/** Where a rule will go, in pixels from the upper left corner of the builder. */
export interface Line {
  left: number;
  top: number;
  width: number;
}

/** So near the edge of a group, the pointer is beside the group and not in it. */
const EDGE_PX = 10;
/** So near the edge of what scrolls, it scrolls. */
const SCROLL_EDGE_PX = 40;
const SCROLL_STEP_PX = 8;

/**
 * A rule that is drawn to another place by its handle. Lists of rules are marked `data-group` with the path of their
 * group, and what holds them all `data-builder`.
 */
export class Drag {
  readonly #fits: (from: Path, place: Place) => boolean;
  readonly #drop: (from: Path, place: Place) => void;
  #from = $state.raw<Path | null>(null);
  #line = $state.raw<Line | null>(null);
  #place: Place | null = null;

  constructor(fits: (from: Path, place: Place) => boolean, drop: (from: Path, place: Place) => void) {
    this.#fits = fits;
    this.#drop = drop;
  }

  /** What is drawn. */
  get from(): Path | null {
    return this.#from;
  }
  get line(): Line | null {
    return this.#line;
  }

  start(event: PointerEvent & { currentTarget: HTMLElement }, from: Path): void {
    const handle = event.currentTarget;
    const box = handle.closest<HTMLElement>('[data-builder]');
    if (event.button !== 0 || !box || this.#from) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    this.#from = from;
    const over = new AbortController();
    const { signal } = over;
    let y = event.clientY;

    const end = (drop: boolean) => {
      over.abort();
      const place = this.#place;
      this.#from = this.#line = this.#place = null;
      if (drop && place) this.#drop(from, place);
    };
    const scroller = scrolling(box);
    const scroll = () => {
      if (signal.aborted) return;
      const { top, bottom } = scroller.getBoundingClientRect();
      const by = y < top + SCROLL_EDGE_PX ? -SCROLL_STEP_PX : y > bottom - SCROLL_EDGE_PX ? SCROLL_STEP_PX : 0;
      if (by) {
        scroller.scrollBy(0, by);
        this.#aim(box, from, y);
      }
      requestAnimationFrame(scroll);
    };
    requestAnimationFrame(scroll);

    const move = (moved: PointerEvent) => this.#aim(box, from, (y = moved.clientY));
    const escape = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return;
      pressed.stopPropagation();
      end(false);
    };
    handle.addEventListener('pointermove', move, { signal });
    handle.addEventListener('pointerup', () => end(true), { signal });
    handle.addEventListener('pointercancel', () => end(false), { signal });
    window.addEventListener('keydown', escape, { signal, capture: true });
  }

  #aim(box: HTMLElement, from: Path, y: number): void {
    const list = innermost(box, from, y);
    const items = [...(list?.children ?? [])];
    const index = items.filter((item) => middle(item) < y).length;
    const place = { group: pathOf(list), index };
    this.#place = list && this.#fits(from, place) ? place : null;
    if (!list || !this.#place) {
      this.#line = null;
      return;
    }
    const origin = box.getBoundingClientRect();
    const { left, width } = list.getBoundingClientRect();
    const before = items[index];
    const edge = before ? before.getBoundingClientRect().top : items.at(-1)!.getBoundingClientRect().bottom;
    this.#line = { left: left - origin.left, top: edge - origin.top, width };
  }
}

const pathOf = (list: HTMLElement | null): Path => {
  const path = list?.dataset.group ?? '';
  return path === '' ? [] : path.split('.').map(Number);
};

const middle = (element: Element): number => {
  const { top, bottom } = element.getBoundingClientRect();
  return (top + bottom) / 2;
};

/** The list of the innermost group at a height, not looking into what is drawn. */
function innermost(box: HTMLElement, from: Path, y: number): HTMLElement | null {
  let list = box.querySelector<HTMLElement>('[data-group]');
  while (list) {
    const group = pathOf(list);
    const inside = [...list.children].findIndex((item, i) => {
      const { top, bottom } = item.getBoundingClientRect();
      const drawn = [...group, i].join('.') === from.join('.');
      return !drawn && y > top + EDGE_PX && y < bottom - EDGE_PX && item.querySelector('[data-group]') !== null;
    });
    if (inside < 0) return list;
    list = list.children[inside]!.querySelector<HTMLElement>('[data-group]');
  }
  return null;
}

function scrolling(element: HTMLElement): Element {
  for (let at: HTMLElement | null = element; at; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return document.documentElement;
}
