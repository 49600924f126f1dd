import { copyText } from "@/ui/copy-text";
import { toast } from "@/ui/primitives/toast";

const TIME_TO_COPY_MS = 30_000;

/** Copies the address of a place in the workspace; where the browser lets no page copy, shows it to be copied by hand. */
export async function copyPlace(path: string): Promise<void> {
  const link = window.location.origin + path;
  if (await copyText(link)) toast.success("Link copied");
  else toast.error("Copy the link from here", { description: link, duration: TIME_TO_COPY_MS });
}
