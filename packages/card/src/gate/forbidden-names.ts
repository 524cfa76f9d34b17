import type { Rule } from './finding.js';

const table = (rule: Rule, names: string): [string, Rule][] => names.split(' ').map((name) => [name, rule]);

/** Globals that a card has no business with. */
export const forbiddenGlobals: ReadonlyMap<string, Rule> = new Map([
  ...table('EXFIL', 'fetch XMLHttpRequest WebSocket WebSocketStream EventSource WebTransport RTCPeerConnection'),
  ...table('EXFIL', 'webkitRTCPeerConnection RTCDataChannel BroadcastChannel'),
  ...table('STORAGE', 'localStorage sessionStorage indexedDB caches cookieStore openDatabase'),
  ...table('NAVIGATION', 'location navigation history top opener frameElement'),
  ...table('POPUP', 'open'),
  ...table('DIALOG', 'alert confirm prompt print'),
  ...table('EVAL', 'eval Function execScript'),
  ...table('WORKER', 'Worker SharedWorker ServiceWorker importScripts Worklet'),
  ...table('PERMISSION', 'Notification PushManager PaymentRequest EyeDropper showOpenFilePicker showSaveFilePicker'),
]);

/** Members that are refused on whatever object they are. */
export const forbiddenMembers: ReadonlyMap<string, Rule> = new Map([
  ...table('EXFIL', 'sendBeacon'),
  ...table('STORAGE', 'cookie'),
  ...table('WORKER', 'serviceWorker audioWorklet paintWorklet'),
  ...table('PERMISSION', 'geolocation mediaDevices getUserMedia webkitGetUserMedia clipboard bluetooth usb serial hid'),
  ...table('PERMISSION', 'requestPermission requestMIDIAccess credentials getInstalledRelatedApps contacts'),
  ...table('NAVIGATION', 'requestFullscreen webkitRequestFullscreen'),
]);

/** Names under which the global object goes. */
export const globalObjects: ReadonlySet<string> = new Set(['window', 'self', 'globalThis', 'frames']);

/** Members of `document` that lead out of the page or replace it. */
export const forbiddenOfDocument: ReadonlyMap<string, Rule> = new Map([
  ...table('NAVIGATION', 'location domain write writeln open'),
  ...table('EVAL', 'execCommand'),
]);

/** Elements that fetch, frame or submit. */
export const forbiddenElements: ReadonlyMap<string, Rule> = new Map([
  ...table('FRAME', 'iframe frame frameset object embed applet portal fencedframe'),
  ...table('NAVIGATION', 'form base'),
]);
