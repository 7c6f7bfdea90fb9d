import { notices, type Notice } from '@milepost/lifecycle';

/** What the directory holds of a natural person. Personal information: it goes into no event, read model or log. */
export interface PersonDetails {
  readonly name: string;
  readonly phone: string | null;
  readonly bureau: string | null;
  readonly post: string;
}

/** An entry of the directory. */
export interface Person extends PersonDetails {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
  readonly correctedAt: string | null;
  readonly erased: false;
}

/** Why a person's data are erased: the cases of 个人信息保护法 art. 47(1), in their order. A code, as free text could name them. */
export const ERASURE_GROUNDS = [
  'purpose-ended',
  'retention-expired',
  'consent-withdrawn',
  'unlawful-handling',
  'other-law',
] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/** What is left of a person erased: nothing about them. */
export interface ErasedPerson {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly erasedAt: string;
  /** The account that asked for it. */
  readonly erasedBy: string;
  readonly ground: ErasureGround;
  readonly erased: true;
}

export type Entry = Person | ErasedPerson;

/** Refusals of details; only those given are looked at. */
export function detailProblems({ name, post }: Partial<PersonDetails>): Notice[] {
  const blank = (text: string | undefined): boolean => text !== undefined && text.trim() === '';
  return [
    ...(blank(name) ? [notices.fieldRequired('name')] : []),
    ...(blank(post) ? [notices.fieldRequired('post')] : []),
  ];
}
