// Talking with the server: the token that proves a form is ours, refreshed whenever the server gives a new one.

const meta = () => document.querySelector('meta[name="csrf-token"]');

export function token() {
  return meta()?.content ?? "";
}

/** Take a new token for this page: for scripts, and for every form on it. */
export function takeToken(fresh) {
  if (!fresh) return;
  if (meta()) meta().content = fresh;
  for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value = fresh;
}

/** Send JSON; `last` lets it finish after the page is gone. */
export function send(url, body, { last = false } = {}) {
  return fetch(url, {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual", // being sent elsewhere means: sign in first
    keepalive: last,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
    body: JSON.stringify(body),
  });
}

/** Whether an answer means that nobody is signed in any more. */
export function signedOut(answer) {
  return answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
}
