import { describe, expect, it } from 'vitest';
import { bytes, lengthOf, many, percent, points, ratio, seconds, span } from './formats.ts';

describe('formats', () => {
  it('keeps one decimal of a rate, none at the ends, and never makes some of none or all', () => {
    const rates = [0, 0.00049, 0.0005, 0.381, 0.5, 0.9994, 0.9995, 1];
    const texts = ['0%', '<0.1%', '0.1%', '38.1%', '50.0%', '99.9%', '>99.9%', '100%'];
    expect(rates.map(percent)).toEqual(texts);
  });

  it('draws a share as it is, however small', () => {
    expect([0, 0.0004, 0.38, 1].map(lengthOf)).toEqual(['0%', '0.04%', '38%', '100%']);
  });

  it('says a difference of rates in points, with its sign but of nothing', () => {
    expect([0.219, -0.03, 0.0004, -0.0004].map(points)).toEqual(['+21.9', '−3.0', '0.0', '0.0']);
  });

  it('keeps three digits of a small ratio, two decimals of a large one', () => {
    expect([0, 0.18342, -0.0042, 1234.567].map(ratio)).toEqual(['0', '0.183', '−0.0042', '1,234.57']);
  });

  it('shows the two largest units of a time', () => {
    expect([0.4, 26, 206, 7500, 90_000 * 5].map(seconds)).toEqual([
      '0.4 s',
      '26 s',
      '3 min 26 s',
      '2 h 05 min',
      '5 days 5 h',
    ]);
  });

  it('names a unit once or many times', () => {
    expect([many(1, 'step'), many(2, 'step'), many(1200, 'person', 'people')]).toEqual([
      '1 step',
      '2 steps',
      '1,200 people',
    ]);
  });

  it('says the first year of a span only where it differs', () => {
    expect(span(Date.UTC(2026, 2, 2), Date.UTC(2026, 4, 21), 'UTC')).toBe('2 Mar – 21 May 2026');
    expect(span(Date.UTC(2025, 11, 30), Date.UTC(2026, 0, 2), 'UTC')).toBe('30 Dec 2025 – 2 Jan 2026');
  });

  it('counts bytes in thousands', () => {
    expect([1, 999, 6_100_000].map(bytes)).toEqual(['1 byte', '999 bytes', '6.1 MB']);
  });
});
