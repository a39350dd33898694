import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

const attributes = (given: Record<string, string>) =>
  Object.entries(given)
    .map(([key, text]) => `<${key.startsWith('time') ? 'date' : 'string'} key="${key}" value="${text}"/>`)
    .join('');
const event = (name: string, time: string, more = '') =>
  `<event>${attributes({ 'concept:name': name, 'time:timestamp': time })}${more}</event>`;
const LOG = `<?xml version="1.0" encoding="UTF-8" ?>
<!-- A log > of two cases -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="trace"><string key="concept:name" value="__INVALID__"/><string key="country" value="DE"/></global>
  <global scope="event"><date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <string key="concept:name" value="the log itself"/>
  <trace>
    <string key="concept:name" value="7&amp;8"/>
    ${event('register &lt;1&gt;', '2024-01-01T10:00:00.000+01:00', '<string key="org:resource" value="Ann > Bob"><int key="level" value="900719925474099312"/></string>')}
    ${event('decide', '2024-01-02T10:00:00.000+01:00', '<list key="docs"><values><string key="doc" value="a"/><string key="doc" value="b"/></values></list>')}
    <int key="amount" value="100"/>
  </trace>
  <trace><string key='concept:name' value='9'/><string key="country" value="FR"/>
    <event><string key="concept:name" value="register"/><date key="time:timestamp" value="2024-01-03T10:00:00.000+01:00"/></event>
  </trace>
  <trace><string key="concept:name" value="nothing happened"/></trace>
</log>
`;

describe('XES', () => {
  test.each([
    ['as it is', LOG],
    ['in gzip', new Uint8Array(gzipSync(LOG))],
    ['in UTF-16', new Uint8Array(Buffer.from(`\uFEFF${LOG}`, 'utf16le'))],
    ['with a type of document', LOG.replace('<!--', '<!DOCTYPE log [ <!ENTITY a "<b>"> ]><!--')],
  ])('%s has a row for each event, with what its trace says', async (_, content) => {
    const engine = startEngine();
    const opened = value(await engine.open([fileOf(content, 'log.csv')], null, 1));
    expect(opened.setup.tables[0]).toMatchObject({
      ids: [{ column: 'case:concept:name' }],
      event: { column: 'concept:name' },
      time: 'time:timestamp',
    });
    expect(opened.tables[0]).toMatchObject({ format: 'xes' });
    expect(opened.overview).toMatchObject({ people: 2, events: 3, firstMs: Date.UTC(2024, 0, 1, 9) });
    expect(opened.unusable).toMatchObject({ rows: 0, broken: 0 });
    expect(
      value(await engine.rows(0, 9, 1)).map(({ person, event: name, properties }) => [person, name, properties]),
    ).toEqual([
      [
        '7&8',
        'register <1>',
        {
          'case:country': 'DE',
          'case:amount': '100',
          'org:resource': 'Ann > Bob',
          'org:resource.level': '900719925474099312',
        },
      ],
      ['7&8', 'decide', { 'case:country': 'DE', 'case:amount': '100', 'docs.doc': 'a, b' }],
      ['9', 'register', { 'case:country': 'FR' }],
    ]);
  });

  const many = (cases: number) =>
    `<log>${Array.from({ length: cases }, (_, i) => `<trace>${attributes({ 'concept:name': `c${i}` })}${event('a', '2024-01-01T10:00:00Z')}${event('b', '2024-01-02T10:00:00Z')}</trace>\n`).join('')}</log>`;

  test('is read in pieces, wherever these end', async () => {
    const opened = value(await startEngine().open([fileOf(many(30_000))], null, 1));
    expect(opened.overview).toMatchObject({ people: 30_000, events: 60_000 });
  });

  test('cut short has the events before, and says so', async () => {
    const opened = value(await startEngine().open([fileOf(many(10).slice(0, -300))], null, 1));
    expect(opened.rows).toBe(17);
    expect(opened.unusable.brokenExamples).toEqual(['the file ends before its last event does']);
    const packed = new Uint8Array(gzipSync(many(60_000)));
    expect(codesOf(await startEngine().open([fileOf(packed.slice(0, -5_000))], null, 1))).toEqual(['data/damaged']);
  });

  test.each([
    ['data/headerOnly', '<log></log>'],
    ['data/headerOnly', '<log><trace><string key="concept:name" value="a"/></trace></log>'],
    ['data/encoding', '<?xml version="1.0" encoding="klingon"?><log></log>'],
    ['data/format', '<?xml version="1.0"?><WorkflowLog></WorkflowLog>'],
    ['data/format', '<!DOCTYPE html><html></html>'],
  ])('%s: %s', async (code, content) => {
    expect(codesOf(await startEngine().open([fileOf(content, 'x.xes')], null, 1))).toEqual([code]);
  });

  test('fetches nothing and expands no entity', async () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    const type = `<!DOCTYPE log [<!ENTITY l0 "ha"><!ENTITY out SYSTEM "file:///etc/passwd">${laughs}]>`;
    const body = `<trace>${attributes({ 'concept:name': 'a&l9;' })}${event('x&out;', '2024-01-01T10:00:00Z')}</trace>`;
    const engine = startEngine();
    value(await engine.open([fileOf(`<?xml version="1.0"?>${type}<log>${body}${body}</log>`)], null, 1));
    const [row] = value(await engine.rows(0, 1, 1));
    expect(row).toMatchObject({ person: 'a&l9;', event: 'x&out;' });
  });
});
