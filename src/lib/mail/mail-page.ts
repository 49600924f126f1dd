import { escapeHtml } from "@/lib/escape-html";

/** A mail as HTML. Every text in it is plain, and escaped here. */
interface MailPage {
  title: string;
  /** Paragraphs under the title. */
  lead: string[];
  /** What the mail is about, as names with their values; a value may have several lines. */
  terms: [name: string, values: string[]][];
  action: { label: string; url: string };
  /** Small print. */
  foot: string[];
}

/**
 * Mail programs know few styles, and some turn colours around at night. So the page has no colours of its own but for
 * lines and the button, which are readable on light and on dark, and everything is a plain table with inline styles.
 */
export function toHtml({ title, lead, terms, action, foot }: MailPage): string {
  const paragraph = (text: string, style: string) => `<p style="${style}">${escapeHtml(text)}</p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px 16px;font:15px/22px -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:520px;text-align:left"><tr><td>
${ARCH}
<h1 style="margin:20px 0 8px;font-size:22px;line-height:30px;font-weight:600">${escapeHtml(title)}</h1>
${lead.map((text) => paragraph(text, "margin:0 0 12px")).join("\n")}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:16px 0 24px;border:1px solid #8a8f98;border-radius:8px">
${terms.map(toRow).join("\n")}
</table>
<a href="${escapeHtml(action.url)}" style="display:inline-block;padding:11px 22px;border-radius:8px;background:#0b6e69;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(action.label)}</a>
<p style="margin:20px 0 0;font-size:13px;line-height:19px">If the button does not work, open this link:<br>
<a href="${escapeHtml(action.url)}" style="word-break:break-all">${escapeHtml(action.url)}</a></p>
${foot.map((text) => paragraph(text, "margin:12px 0 0;font-size:13px;line-height:19px;opacity:.75")).join("\n")}
</td></tr></table></td></tr></table></body></html>
`;
}

/** The name, with the arch before it drawn as a box: mail programs show no SVG. */
const ARCH = `<div style="font-size:15px;font-weight:600"><span style="display:inline-block;width:11px;height:14px;margin-right:8px;border:2px solid #0b6e69;border-bottom-width:0;border-radius:8px 8px 0 0;vertical-align:-1px"></span>Gatehouse</div>`;

const toRow = ([name, values]: MailPage["terms"][number]) =>
  `<tr><td style="padding:8px 12px 8px 16px;width:88px;vertical-align:top;opacity:.75">${escapeHtml(name)}</td><td style="padding:8px 16px 8px 0;font-weight:600">${values.map(escapeHtml).join("<br>")}</td></tr>`;
