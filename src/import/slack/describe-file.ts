import { cleanName } from "@/core/files/clean-name";
import type { SlackFile } from "./slack-schemas";

/** Stands for a file, whose bytes an export does not contain. */
export function describeFile({ mode, name, title }: SlackFile): string {
  if (mode === "tombstone") return "File: deleted in Slack";
  if (mode === "hidden_by_limit") return "File: hidden by the limit of a plan in Slack";
  return `File: ${cleanName(name || title || "")}`;
}
