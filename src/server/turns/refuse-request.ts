import type { IncomingMessage, ServerResponse } from "node:http";
import { answerIsRefusal } from "@/core/access/requests";
import type { AppError } from "@/core/errors";
import { noteFailure } from "@/core/outcomes";
import { logFault } from "@/lib/summed-lines";
import { refuse, formatRefusal } from "../http/refuse";
import { isApiRequest, isRealtimeRequest } from "../http/request-path";
import { pauseBeforeRefusal } from "./refusal-pace";
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
  const pauseMs = pauseBeforeRefusal(who.key);
  if (pauseMs === 0) answer(req, res, refusal);
  else setTimeout(() => answer(req, res, refusal), pauseMs).unref();
}

function answer(req: IncomingMessage, res: ServerResponse, refusal: AppError): void {
  if (res.closed || res.headersSent) return;
  answerIsRefusal();
  if (!isForPeople(req)) return refuse(req, res, refusal);
  const text = page(refusal.message);
  res.writeHead(refusal.status, {
    ...formatRefusal(refusal).headers,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
  });
  res.end(req.method === "HEAD" ? undefined : text);
}

const isForPeople = (req: IncomingMessage) => !isApiRequest(req) && !isRealtimeRequest(req);

/** It loads nothing: its reader has asked for too much already. The sentence is one of ours and needs no escaping. */
function page(sentence: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gatehouse</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1rem; }
</style>
</head>
<body>
<h1>Not right now</h1>
<p>${sentence}</p>
<p><a href="">Try again</a></p>
</body>
</html>
`;
}
