import type { AppError } from "@/core/errors";
import { formatPlainPage, type PlainPage } from "@/lib/plain-page";
import { toSignIn } from "@/ui/gate/return-path";

/** Whether a person opened this address in their browser. Scripts and programs do not ask for a page. */
export function isNavigation({ method, headers }: Request): boolean {
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  const accepted = headers.get("accept") ?? "";
  return method === "GET" && mode === "navigate" && accepted.includes("text/html");
}

/** A failure as a plain page, for a person who followed a link to a file or a download. */
export function toFailurePage(failure: AppError, request: Request, headers: Headers): Response {
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Cache-Control", "no-store");
  const { pathname, search } = new URL(request.url);
  const page = formatPlainPage(word(failure, pathname + search));
  return new Response(page, { status: failure.status, headers });
}

const TO_START = { href: "/", words: "Go to Gatehouse" };

function word({ code, message, detail }: AppError, path: string): PlainPage {
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
