/** Words of a document, as a fragment names them: `s=10-27&t=0a1b2c3d4e5f`. */
export interface Permalink {
  readonly start: number;
  readonly end: number;
  /** `textHash` of the text they were taken from; `null` where the link does not say. */
  readonly hash: string | null;
}

export function formatPermalink({ start, end, hash }: Permalink): string {
  return `s=${start}-${end}${hash === null ? "" : `&t=${hash}`}`;
}

/** `null` where the fragment is none of ours. */
export function parsePermalink(fragment: string): Permalink | null {
  const match = /^#?s=(\d{1,9})-(\d{1,9})(?:&t=([0-9a-f]{12}))?$/.exec(fragment);
  if (match === null) return null;
  return { start: Number(match[1]), end: Number(match[2]), hash: match[3] ?? null };
}

/**
 * What stands against showing the words of a link, for people; `null` where nothing does. A link
 * to a text that has changed is not answered with whatever stands there now.
 */
export function faultOf(link: Permalink, hash: string, length: number): string | null {
  const range = `characters ${link.start} to ${link.end}`;
  if (link.hash !== null && link.hash !== hash) {
    return `The text has changed since this link was made, so ${range} are not shown.`;
  }
  if (link.start >= link.end) return `This link names no words: ${range}.`;
  if (link.end > length) return `This link names ${range}, but the text has ${length}.`;
  return null;
}
