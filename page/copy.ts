/** Whether the text is on the clipboard now. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Only on this machine or over TLS does a page have it.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
