import type { CompareSpec } from './spec.ts';

/** The same question with one segment more, by its saved name. Names stay with theirs. */
export function addSegment(spec: CompareSpec, name: string): CompareSpec {
  const { segments, names } = spec;
  const n = segments.length;
  return {
    ...spec,
    segments: [...segments, { saved: name }],
    ...(names && { names: [...names.slice(0, n), name, ...names.slice(n)] }),
  };
}

export function replaceSegment(spec: CompareSpec, at: number, name: string): CompareSpec {
  const { segments, names } = spec;
  return {
    ...spec,
    segments: segments.map((segment, i) => (i === at ? { saved: name } : segment)),
    ...(names && { names: names.map((own, i) => (i === at ? name : own)) }),
  };
}

export function removeSegment(spec: CompareSpec, at: number): CompareSpec {
  const { segments, names } = spec;
  return {
    ...spec,
    segments: segments.filter((_, i) => i !== at),
    ...(names && { names: names.filter((_, i) => i !== at) }),
  };
}

/** Null = everybody. */
export function compareWith(spec: CompareSpec, name: string | null): CompareSpec {
  const { against: _against, names, ...kept } = spec;
  const own = names?.slice(0, spec.segments.length);
  if (name === null) return { ...kept, ...(own && { names: own }) };
  return { ...kept, ...(own && { names: [...own, name] }), against: { saved: name } };
}
