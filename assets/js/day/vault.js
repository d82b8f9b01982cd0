// Locking and unlocking on the device.
//
// What is kept is locked with a key of its own, made for this sheet. That key lies wrapped twice: by a key derived
// from the passphrase, and by a key of the device that no script can read out. Nothing else opens it, here or anywhere.
import { coded, decoded, random } from "./bytes.js";
import { plain } from "./passphrase.js";

export const ROUNDS = 600000; // PBKDF2 with SHA-256
const AES = { name: "AES-GCM", length: 256 };

export const able = () => Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);

/** A new key, and how it is to be kept: {key, wrapped}. */
export async function made(passphrase) {
  const salt = random(16);
  const device = await crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]);
  const whole = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
  const inner = random(12);
  const outer = random(12);
  const once = await crypto.subtle.wrapKey("raw", whole, await derived(passphrase, salt, ROUNDS), aes(inner));
  const twice = await crypto.subtle.encrypt(aes(outer), device, once);
  const wrapped = { salt, rounds: ROUNDS, device, inner, outer, key: twice };
  return { key: await opened(wrapped, passphrase), wrapped };
}

/** The key again. Throws where the passphrase is another, or anything was altered. */
export async function opened(wrapped, passphrase) {
  const once = await crypto.subtle.decrypt(aes(wrapped.outer), wrapped.device, wrapped.key);
  const by = await derived(passphrase, wrapped.salt, wrapped.rounds);
  return crypto.subtle.unwrapKey("raw", once, by, aes(wrapped.inner), AES, false, ["encrypt", "decrypt"]);
}

/** Anything, locked; *about* says what it is, so that nothing can stand in its place. */
export async function locked(key, thing, about) {
  const iv = random(12);
  const box = await crypto.subtle.encrypt({ ...aes(iv), additionalData: coded(about) }, key, coded(JSON.stringify(thing)));
  return { iv, box };
}

/** The thing again. Throws where it was altered. */
export async function unlocked(key, { iv, box }, about) {
  const plainly = await crypto.subtle.decrypt({ ...aes(iv), additionalData: coded(about) }, key, box);
  return JSON.parse(decoded(plainly));
}

async function derived(passphrase, salt, rounds) {
  const typed = await crypto.subtle.importKey("raw", coded(plain(passphrase)), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, typed, AES, false, ["wrapKey", "unwrapKey"]);
}

const aes = (iv) => ({ name: "AES-GCM", iv });
