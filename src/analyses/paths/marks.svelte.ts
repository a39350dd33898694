import { on } from 'svelte/events';

/**
 * Lets the keyboard into a figure of many marks: Tab comes to one of them, arrows go from mark to mark, Enter and the
 * space bar press it, with Shift too. Marks have `data-mark`.
 */
export function moveAmongMarks(figure: Element): () => void {
  const marks = (): SVGElement[] => [...figure.querySelectorAll<SVGElement>('[data-mark]')];
  const enter = (mark: SVGElement | undefined): void => {
    for (const each of marks()) each.setAttribute('tabindex', each === mark ? '0' : '-1');
  };
  // outside of what Svelte renders: which mark the Tab key comes to
  const watch = new MutationObserver(() => {
    if (!figure.querySelector('[data-mark][tabindex="0"]')) enter(marks()[0]);
  });
  watch.observe(figure, { childList: true, subtree: true });
  enter(marks()[0]);
  const off = on(figure as HTMLElement, 'keydown', (event) => {
    const list = marks();
    const at = list.indexOf(event.target as SVGElement);
    if (at < 0) return;
    const step = STEPS[event.key] ?? 0;
    if (event.key === 'Enter' || event.key === ' ')
      list[at]!.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
    else if (step === 0) return;
    else {
      const next = list[Math.max(0, Math.min(list.length - 1, at + step))]!;
      enter(next);
      next.focus();
    }
    event.preventDefault();
  });
  return () => {
    watch.disconnect();
    off();
  };
}

const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
};
