import type { IncomingMessage, ServerResponse } from "node:http";
import { answerIsRefusal } from "@/core/access/requests";
import type { AppError } from "@/core/errors";
import { noteFailure } from "@/core/outcomes";
import { formatPlainPage } from "@/lib/plain-page";
import { logFault } from "@/lib/summed-lines";
import { refuse, formatRefusal } from "../http/refuse";
import { isApiRequest, isRealtimeRequest } from "../http/request-path";
import { refuseAtAPace } from "./refusal-pace";
import type { WhoAsks } from "./who-asks";

/** Answers a request that gets no turn: in JSON under `/api`, otherwise as a readable page. */
export function refuseRequest(
  req: IncomingMessage,
  res: ServerResponse,
  who: WhoAsks,
  refusal: AppError,
): void {
  noteFailure(refusal.code, res);
  if (refusal.code === "INTERNAL") logFault("request failed", refusal.cause);
  refuseAtAPace(who.key, () => answer(req, res, refusal));
}

function answer(req: IncomingMessage, res: ServerResponse, refusal: AppError): void {
  if (res.closed || res.headersSent) return;
  answerIsRefusal();
  if (!isForPeople(req)) return refuse(req, res, refusal);
  const link = { href: "", words: "Try again" };
  const text = formatPlainPage({ title: "Not right now", text: refusal.message, link });
  res.writeHead(refusal.status, {
    ...formatRefusal(refusal).headers,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
  });
  res.end(req.method === "HEAD" ? undefined : text);
}

const isForPeople = (req: IncomingMessage) => !isApiRequest(req) && !isRealtimeRequest(req);
