// On signing out: send what waits, and wipe the sheet.
import { wipe } from "./keeper.js";
import { send } from "./outbox.js";
import * as store from "./store.js";

export async function leave() {
  if (!(await store.sheet()) && !(await store.notes()).length) return;
  await send({ ready: "/day/ready/", sent: "/day/sent/" });
  await wipe("signed_out");
}
