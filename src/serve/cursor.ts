/** Where a list goes on: after the document of this date and key. */
export interface Cursor {
  readonly published: string;
  readonly key: string;
}

export function formatCursor({ published, key }: Cursor): string {
  return Buffer.from(JSON.stringify([published, key])).toString("base64url");
}

/** `null` for what no list has given. */
export function parseCursor(text: string): Cursor | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(value) || value.length !== 2) return null;
    const [published, key] = value as unknown[];
    if (typeof published !== "string" || typeof key !== "string") return null;
    return /^[\d:TZ.+-]*$/.test(published) && /^[0-9a-f]{20}$/.test(key)
      ? { published, key }
      : null;
  } catch {
    return null;
  }
}
