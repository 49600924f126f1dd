import { createHash } from "node:crypto";
import { escapeHtml } from "@/lib/escape-html";

export interface PlainPage {
  title: string;
  text: string;
  link: { href: string; words: string };
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1rem; }
`;

/** The style as a content security policy names it. */
export const PLAIN_STYLE = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

/** A page with one sentence. It loads nothing: its reader may have asked for too much already. */
export function formatPlainPage({ title, text, link }: PlainPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Gatehouse</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.words)}</a></p>
</body>
</html>
`;
}
