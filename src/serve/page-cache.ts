/** Pages rendered before, by what they were made from; those used longest ago go first. */
export interface PageCache {
  /** The page of that tag, rendered only where it is not there. */
  get(tag: string, render: () => Promise<string>): Promise<string>;
}

/** @param most how many characters of pages are kept at most */
export function pageCache(most: number): PageCache {
  const pages = new Map<string, string>();
  let size = 0;
  return {
    async get(tag, render) {
      const found = pages.get(tag);
      const page = found ?? (await render());
      if (page.length > most) return page;
      // A Map keeps the order in which things were put in, so that the first is the oldest.
      const kept = pages.get(tag);
      pages.delete(tag);
      pages.set(tag, page);
      // Two may have rendered it at once.
      if (kept === undefined) size += page.length;
      for (const [oldest, { length }] of pages) {
        if (size <= most) break;
        pages.delete(oldest);
        size -= length;
      }
      return page;
    },
  };
}
