// Sealing what is written for the service alone, so that it can be sent whatever becomes of the sheet.
import { coded, fromBase64, random, toBase64 } from "./bytes.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const PURPOSE = coded("connexions outreach written");

/** {key, iv, box} in base64; *lock* is the point that came with the sheet, *about* the numbers of copy and note. */
export async function sealed(lock, thing, about) {
  const theirs = await crypto.subtle.importKey("raw", fromBase64(lock), CURVE, false, []);
  const mine = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const point = await crypto.subtle.exportKey("raw", mine.publicKey);
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const from = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: point, info: PURPOSE };
  const key = await crypto.subtle.deriveKey(how, from, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = random(12);
  const box = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: coded(about) },
    key,
    coded(JSON.stringify(thing)),
  );
  return { key: toBase64(point), iv: toBase64(iv), box: toBase64(box) };
}
