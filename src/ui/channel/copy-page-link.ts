import { copyText } from "@/ui/copy-text";
import { toast } from "@/ui/primitives/toast";

const TIME_TO_COPY_MS = 30_000;

/**
 * Copies the address of a page of the workspace. If the browser does not allow copying, a toast shows it to copy by
 * hand.
 */
export async function copyPageLink(path: string): Promise<void> {
  const link = window.location.origin + path;
  if (await copyText(link)) toast.success("Link copied");
  else toast.error("Copy the link from here", { description: link, duration: TIME_TO_COPY_MS });
}
