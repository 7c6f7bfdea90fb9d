import { Logging } from './logging';
import { redact } from './redact';

function logged(
  write: (log: Logging) => void,
  options: { level?: 'error' | 'debug'; pretty?: boolean } = {},
): string[] {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  write(new Logging({ level: 'debug', ...options, stream, now: () => new Date(0) }));
  return lines;
}

describe('the log', () => {
  it('is one JSON object a line', () => {
    const [line = ''] = logged((log) => log.log('Started', 'Server'));
    expect(line.endsWith('}\n')).toBe(true);
    expect(JSON.parse(line)).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'info',
      context: 'Server',
      message: 'Started',
    });
  });

  it('is plain text where a person is watching', () => {
    expect(logged((log) => log.warn('Careful', 'Disk'), { pretty: true })).toEqual([
      '1970-01-01T00:00:00.000Z warn  [Disk] Careful\n',
    ]);
  });

  it('leaves out what is less urgent than asked for', () => {
    const levels = logged(
      (log) => {
        log.debug('no');
        log.verbose('no');
        log.log('no');
        log.warn('no');
        log.error('yes');
        log.fatal('yes');
      },
      { level: 'error' },
    );
    expect(levels.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(['yes', 'yes']);
  });

  it('takes what Nest says of its own start for debugging', () => {
    const [line = ''] = logged((log) => log.log('Starting Nest application...', 'NestFactory'));
    expect(JSON.parse(line)).toMatchObject({ level: 'debug', context: 'NestFactory' });
  });

  it('tells stack, context and details apart, as Nest passes them', () => {
    const error = new Error('broken');
    const [line = ''] = logged((log) => log.error(error.message, error.stack, { id: 7 }, 'Projector'));
    expect(JSON.parse(line)).toMatchObject({
      context: 'Projector',
      message: 'broken',
      stack: error.stack,
      details: ['{ id: 7 }'],
    });
  });

  it('takes errors and objects for messages', () => {
    const [first = '', second = ''] = logged((log) => {
      log.error(new TypeError('broken'));
      log.log({ a: 1 });
    });
    expect(JSON.parse(first)).toMatchObject({ message: 'TypeError: broken', stack: expect.stringContaining('at ') });
    expect(JSON.parse(second)).toMatchObject({ message: '{ a: 1 }' });
  });

  it('holds no passwords, wherever they stand', () => {
    const url = 'postgresql://milepost:s3cr3t@db:5432/milepost';
    const error = new Error(`can't reach ${url}`);
    const lines = logged((log) => {
      log.error(error, 'Database');
      log.log({ url }, 'Database');
      log.warn('x', { url }, 'Database');
    });
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('s3cr3t');
    expect(lines.join()).toContain('milepost:***@db:5432');
  });
});

describe('redacting', () => {
  it.each([
    ['postgres://u:p@ss:w@h/d', 'postgres://u:***@h/d'],
    ['redis://:p@h', 'redis://:***@h'],
    ['https://h/?password=abc&x=1', 'https://h/?password=***&x=1'],
    ['host=h password=abc user=u', 'host=h password=*** user=u'],
    ['"PRIVATE+KEY+a.example+0a1b2c3d+AbC/+d=" x', '"PRIVATE+KEY+***" x'],
    ['https://example.org/a:b@c', 'https://example.org/a:b@c'],
    ['nothing secret', 'nothing secret'],
  ])('makes %s into %s', (text, redacted) => expect(redact(text)).toBe(redacted));
});
