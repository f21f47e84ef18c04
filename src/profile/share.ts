/** How many of how many, with where the share lies with 95% certainty, were they drawn at random. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** `null` of none. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Whether the interval is too wide to say much: wider than 0.3. */
  readonly tooFew: boolean;
}

const TOO_WIDE = 0.3;

/** The 0.975 quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * A share with its Wilson interval, which holds up where counts are small or shares are near 0
 * or 1 (Wilson 1927, Brown, Cai and DasGupta 2001).
 */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, share: null, low: null, high: null, tooFew: true };
  const share = count / of;
  const middle = (count + Z ** 2 / 2) / (of + Z ** 2);
  const half = (Z / (of + Z ** 2)) * Math.sqrt((count * (of - count)) / of + Z ** 2 / 4);
  const low = count === 0 ? 0 : Math.max(0, middle - half);
  const high = count === of ? 1 : Math.min(1, middle + half);
  return { count, of, share, low, high, tooFew: high - low > TOO_WIDE };
}
