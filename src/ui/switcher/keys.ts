/** Whether this device uses the command key where others use the control key. */
export function isApple(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}
