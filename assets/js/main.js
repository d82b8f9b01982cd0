// Starts what the page asks for. Every page works without any of this.
import { initAll } from "../vendor/govuk/govuk.js";
import { startCalls } from "./calls.js";
import { startChoices } from "./choices.js";
import { startConfirm } from "./confirm.js";
import { startDrafts } from "./drafts.js";
import { startFind } from "./find.js";
import { startMenus } from "./menus.js";
import { startProgress } from "./progress.js";
import { startQuickExit } from "./quick-exit.js";
import { startSession } from "./session.js";
import { startShortcuts } from "./shortcuts.js";
import { startSigningOut } from "./signing-out.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
startQuickExit();
startSession();
startDrafts();
startConfirm();
startChoices();
startFind();
startShortcuts();
startSigningOut();
startCalls();
startMenus();
startProgress();
initAll();
