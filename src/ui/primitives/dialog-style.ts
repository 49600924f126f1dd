/** Not in the file of the dialog, so that `EarlyField` needs none of the dialog's script. */

export const scrimStyle =
  "fixed inset-0 z-40 bg-scrim data-[state=open]:animate-fade-in data-[state=closed]:animate-fade-out";

export const panelStyle = [
  "fixed z-50 flex flex-col bg-raised [overflow-wrap:anywhere] shadow-dialog outline-none data-[state=open]:animate-rise data-[state=closed]:animate-fade-out",
  "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-2xl pb-[env(safe-area-inset-bottom)]",
  "sm:inset-x-auto sm:bottom-auto sm:top-[12vh] sm:left-[calc(50%-var(--dialog)/2)] sm:w-(--dialog) sm:max-h-[76vh] sm:rounded-xl sm:pb-0",
];
