// What lies on the device: one sheet, and what was written. Nothing here can be read without the passphrase, but the
// number of the sheet, until when it may be read, and how many notes wait.
const NAME = "connexions-day";
export const NO_ROOM = "This device has no room left. Free some, then try again: what you typed is still on this page.";

let kept = null;

function base() {
  kept ??= new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("sheet");
      asked.result.createObjectStore("notes", { keyPath: "id" });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      done(asked.result);
    };
    asked.onerror = () => fail(asked.error);
  });
  return kept;
}

/** Do *work* with a store in one transaction; done when it is really on the device. */
async function within(store, mode, work) {
  const held = await base();
  return new Promise((done, fail) => {
    const transaction = held.transaction(store, mode, { durability: "strict" });
    let found;
    transaction.oncomplete = () => done(found instanceof IDBRequest ? found.result : undefined);
    transaction.onerror = transaction.onabort = () => fail(transaction.error ?? new Error("not kept"));
    found = work(transaction.objectStore(store));
  });
}

export const sheet = () => within("sheet", "readonly", (store) => store.get("sheet"));
export const keepSheet = (told) => within("sheet", "readwrite", (store) => store.put(told, "sheet"));
export const dropSheet = () => within("sheet", "readwrite", (store) => store.delete("sheet"));

/** Change the sheet's own facts (tries, the latest time seen) in one step, so that two tabs cannot undo each other. */
export function changeSheet(change) {
  return within("sheet", "readwrite", (store) => {
    const asked = store.get("sheet");
    asked.onsuccess = () => asked.result && store.put({ ...asked.result, ...change(asked.result) }, "sheet");
  });
}

export const notes = () => within("notes", "readonly", (store) => store.getAll());
export const keepNote = (note) => within("notes", "readwrite", (store) => store.put(note));
export const dropNote = (id) => within("notes", "readwrite", (store) => store.delete(id));

/** What was being typed becomes what waits to be sent; what the service has already goes. */
export function release() {
  return within("notes", "readwrite", (store) => {
    const asked = store.getAll();
    asked.onsuccess = () => {
      for (const one of asked.result) {
        if (one.state === "sent" || one.state === "held") store.delete(one.id);
        else store.put({ ...one, state: one.state === "draft" ? "waiting" : one.state, mine: null });
      }
    };
  });
}

export const isFull = (problem) => problem?.name === "QuotaExceededError";
