import { cn } from "@/ui/primitives/cn";
import { Picture } from "@/ui/primitives/picture";
import { pictureAddress } from "@/ui/realtime/loading/picture-address";

interface WorkspaceIconProps {
  workspace: { slug: string; icon: string | null };
  className?: string;
}

/** The icon of a workspace, if it has one. It is decorative: the name must be beside it. */
export function WorkspaceIcon({ workspace: { slug, icon }, className }: WorkspaceIconProps) {
  if (!icon) return null;
  return (
    <Picture
      address={pictureAddress(slug, icon)}
      className={cn("shrink-0 rounded-md", className)}
    />
  );
}
