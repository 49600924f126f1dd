import { NotFoundMessage } from "@/ui/gate/not-found-message";
import { OpenSidebarButton } from "./open-sidebar-button";

/** A page of the workspace that does not exist for the user. A server component: most visits do not need its script. */
export function NotFoundPage() {
  return (
    <>
      <div className="flex h-header shrink-0 items-center px-4 md:hidden">
        <OpenSidebarButton />
      </div>
      <div data-not-found className="grid flex-1 place-items-center">
        <NotFoundMessage />
      </div>
    </>
  );
}
