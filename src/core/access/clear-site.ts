import { currentAnswer } from "./requests";

const HEADER = "Clear-Site-Data";
const CACHE = '"cache"';
const STORAGE = '"storage"';

/**
 * Tells the browser, with the answer to the current request, to forget what it kept of this site. Browsers obey on
 * https and on localhost. Does nothing outside a request.
 * @param storage also delete what pages stored, for all workspaces at once: only if the person has access to none of
 *   them any more
 */
export function clearSite({ storage }: { storage: boolean }): void {
  const answer = currentAnswer();
  if (!answer || answer.headersSent) return;
  if (storage) answer.setHeader(HEADER, `${CACHE}, ${STORAGE}`);
  else if (!answer.hasHeader(HEADER)) answer.setHeader(HEADER, CACHE);
}

/** As `clearSite`, for somebody who is no longer signed in. Also deletes their session cookie. */
export function endVisit(cookie: string): void {
  const answer = currentAnswer();
  if (!answer || answer.headersSent) return;
  clearSite({ storage: true });
  answer.appendHeader("Set-Cookie", cookie);
}
