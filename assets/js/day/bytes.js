// Bytes as text and back.
export const coded = (text) => new TextEncoder().encode(text);
export const decoded = (bytes) => new TextDecoder().decode(bytes);
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

export function toBase64(buffer) {
  let text = "";
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

export const fromBase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
