/** A name in the two languages of the house. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

export type NoticeParams = Readonly<Record<string, string | number>>;

/** Something to tell the caller: a refusal or a warning, with the field it points at. */
export interface Notice {
  /** Stable, dotted, for programs: `milestone.unknown`. */
  readonly code: string;
  /** Path of the input field, `null` when it concerns the whole request. */
  readonly field: string | null;
  readonly params: NoticeParams;
  readonly zh: string;
  readonly en: string;
}

/** Fills `{name}` places; a missing parameter stays visible, so that a test finds it. */
export function fill(template: string, params: NoticeParams): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

/** A kind of notice: its code and both texts, made once. */
export function noticeKind(code: string, en: string, zh: string) {
  return (field: string | null, params: NoticeParams = {}): Notice => ({
    code,
    field,
    params,
    zh: fill(zh, params),
    en: fill(en, params),
  });
}
