import { accountInputs, profileInput } from "@/lib/inputs/account";
import { json } from "@/app/routing/answer";
import { countByAddress } from "@/app/routing/by-address";
import { openRoute } from "@/app/routing/routes";
import { parseText, readText } from "@/app/routing/sent";
import { originOf, passSignIn, withCookie } from "@/app/sign-in-answer";
import { clearSite } from "@/core/access/clear-site";
import { endSessions, listLiveSessionIds } from "@/core/access/end-sessions";
import { readSession } from "@/core/access/read-session";
import { changeOwnName } from "@/core/account/change-own-name";
import { AppError, forbidden, invalid, unavailable } from "@/core/errors";
import { countAgainst } from "@/core/limits";
import { rememberDevice } from "@/core/sign-in/begin-sign-in";
import { withCheckedPasswords, type TypedPasswords } from "@/core/sign-in/look-at-passwords";
import { auth, OPEN_AUTH_PATHS } from "@/lib/auth";

const PREFIX = "/api/auth";

const betterAuth = openRoute({ act: ({ request }) => passOn(request) });

export {
  betterAuth as DELETE,
  betterAuth as GET,
  betterAuth as PATCH,
  betterAuth as POST,
  betterAuth as PUT,
};

/** The allowed part of better-auth. Requests that end a session also cut the connections of that device. */
async function passOn(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.slice(PREFIX.length);
  if (path === "/sign-up/email") throw closedSignUp();
  if (!OPEN_AUTH_PATHS.has(`${request.method} ${path}`))
    throw new AppError("NOT_FOUND", "Not found");
  if (request.method !== "POST") {
    const signedIn = await readSession(request.headers.get("cookie"));
    if (signedIn && path === "/list-sessions") return listSessions(request, signedIn.userId);
    return answer(signedIn ? request : asStranger(request));
  }
  const body = await readText(request);
  assertJson(request, body);
  if (path === "/sign-in/email") return signIn(request, body);
  return changeAccount(request, path, body);
}

/** Leaves out sessions that have ended by our rules, which better-auth does not know. */
async function listSessions(request: Request, userId: string): Promise<Response> {
  const response = await answer(request);
  if (!response.ok) return response;
  const live = new Set(await listLiveSessionIds(userId));
  const sessions = (await response.json()) as { id: string }[];
  return json(sessions.filter(({ id }) => live.has(id)));
}

const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*(?:utf-8|"utf-8")\s*)?$/i;

/**
 * better-auth also reads forms, but our limits find the account only in JSON.
 * @throws AppError VALIDATION
 */
function assertJson(request: Request, body: string): void {
  const type = request.headers.get("content-type");
  if (type === null ? body !== "" : !JSON_TYPE.test(type)) {
    throw invalid("", "Send JSON, with the content type application/json");
  }
}

function closedSignUp(): AppError {
  return forbidden(
    "Accounts are made by accepting an invitation. Ask an admin of your workspace for one.",
  );
}

async function signIn(request: Request, body: string): Promise<Response> {
  return passSignIn(request, readField(body, "email"), () => answer(withBody(request, body)));
}

async function changeAccount(request: Request, path: string, body: string): Promise<Response> {
  const signedIn = await readSession(request.headers.get("cookie"));
  if (!signedIn) {
    await countByAddress("account", request);
    return answer(withBody(asStranger(request), ""));
  }
  // Counted by device: somebody who has taken one over must not keep the owner from ending that session on another.
  await countAgainst("account", signedIn.sessionId);
  if (path === "/update-user") {
    await changeOwnName(signedIn, parseText(body, profileInput).name);
    return json({ status: true });
  }
  const schema = accountInputs[path];
  const sent = schema ? JSON.stringify(parseText(body, schema)) : "";
  const end = () => endSessions(signedIn, () => answer(withBody(request, sent)));
  const response =
    path === "/change-password"
      ? await withCheckedPasswords(signedIn, JSON.parse(sent) as TypedPasswords, end)
      : await end();
  if (path === "/change-password" && response.ok) {
    return withCookie(response, await rememberDevice(signedIn.email, originOf(request)));
  }
  if (path === "/sign-out") clearSite({ storage: true });
  return response;
}

async function answer(request: Request): Promise<Response> {
  const response = await auth().handler(request);
  if (response.status >= 500) throw unavailable();
  return response;
}

/** The request without its cookie: a session that better-auth accepts may have ended by our rules. */
function asStranger(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete("cookie");
  return new Request(request.url, { method: request.method, headers });
}

function withBody(request: Request, body: string): Request {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  return new Request(request.url, {
    method: request.method,
    headers,
    body: body === "" ? "{}" : body,
  });
}

function readField(body: string, name: string): unknown {
  return (readObject(body) ?? {})[name];
}

/** Null for anything that is no object: better-auth refuses that itself. */
function readObject(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
