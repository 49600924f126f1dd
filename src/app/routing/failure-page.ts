import { createHash } from "node:crypto";
import type { AppError } from "@/core/errors";
import { escapeHtml } from "@/lib/escape-html";
import { toSignIn } from "@/ui/gate/return-path";

const STYLE =
  ":root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:32rem;margin:20vh auto;padding:0 1.5rem}h1{font-size:1.5rem}";

/** As strict as that of every answer of the API, but for the one style. */
const POLICY = `sandbox; default-src 'none'; style-src 'sha256-${createHash("sha256")
  .update(STYLE)
  .digest("base64")}'; frame-ancestors 'none'`;

/** Whether a person opened this address in their browser. Scripts and programs do not ask for a page. */
export function isNavigation({ method, headers }: Request): boolean {
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  return (
    method === "GET" && mode === "navigate" && (headers.get("accept") ?? "").includes("text/html")
  );
}

/** A failure as a plain page, for a person who followed a link to a file or a download. */
export function toFailurePage(failure: AppError, request: Request, headers: Headers): Response {
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Security-Policy", POLICY);
  headers.set("Cache-Control", "no-store");
  const { pathname, search } = new URL(request.url);
  const { title, text, link } = word(failure, pathname + search);
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Gatehouse</title>
<style>${STYLE}</style>
<h1>${title}</h1>
<p>${escapeHtml(text)}</p>
<p><a href="${escapeHtml(link.href)}">${link.words}</a></p>
</html>
`;
  return new Response(html, { status: failure.status, headers });
}

const TO_START = { href: "/", words: "Go to Gatehouse" };

function word({ code, message, detail }: AppError, path: string) {
  if (code === "UNAUTHENTICATED") {
    const link = { href: toSignIn(path), words: "Sign in" };
    return { title: "Sign in first", text: "Only people who are signed in can open this.", link };
  }
  if (code === "NOT_FOUND") return { title: "This was not found", text: NOT_FOUND, link: TO_START };
  const text = detail.hint ?? message;
  return { title: "This could not be opened", text, link: TO_START };
}

/** What is hidden and what never was are not told apart. */
const NOT_FOUND =
  "The address may be wrong, or it leads to something you cannot see. If somebody sent it to you, ask them.";
