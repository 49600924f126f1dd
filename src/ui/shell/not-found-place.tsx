import { NotFoundMessage } from "@/ui/gate/not-found-message";
import { OpenSidebarButton } from "./open-sidebar-button";

/** A page of the workspace that is not there for the reader. Made by the server: most visits see none. */
export function NotFoundPlace() {
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
