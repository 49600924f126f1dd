import { Mark } from "@/ui/primitives/mark";
import { WorkspaceIcon } from "@/ui/shell/workspace-icon";
import { PictureField } from "@/ui/settings/picture/picture-field";
import { Section } from "@/ui/settings/section";

interface WorkspaceIconSectionProps {
  slug: string;
  icon: string | null;
}

export function WorkspaceIconSection({ slug, icon }: WorkspaceIconSectionProps) {
  return (
    <Section title="Icon" lead="Beside the name. The arch stays, and says whether guests are in.">
      <PictureField
        path={`/api/workspaces/${encodeURIComponent(slug)}/icon`}
        noun="icon"
        face={
          icon ? (
            <WorkspaceIcon workspace={{ slug, icon }} className="size-14 rounded-xl" />
          ) : (
            <Mark className="size-14 text-ink-faint" />
          )
        }
        removable={icon !== null}
      />
    </Section>
  );
}
