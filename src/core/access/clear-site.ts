import { currentAnswer } from "./requests";

const HEADER = "Clear-Site-Data";
const CACHE = '"cache"';
const STORAGE = '"storage"';

/**
 * Has the browser forget what it kept of this site, with the answer to the current request; it does where the site
 * is https, or this machine. Does nothing outside a request.
 * @param storage also what pages wrote down, for all workspaces at once: only where they lead nowhere any more
 */
export function clearSite({ storage }: { storage: boolean }): void {
  const answer = currentAnswer();
  if (!answer || answer.headersSent) return;
  if (storage) answer.setHeader(HEADER, `${CACHE}, ${STORAGE}`);
  else if (!answer.hasHeader(HEADER)) answer.setHeader(HEADER, CACHE);
}

/** As `clearSite`, for whoever is signed in no more, and takes the cookie away that says otherwise. */
export function endVisit(cookie: string): void {
  const answer = currentAnswer();
  if (!answer || answer.headersSent) return;
  clearSite({ storage: true });
  answer.appendHeader("Set-Cookie", cookie);
}
