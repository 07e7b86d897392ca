import { useEffect, useReducer } from 'preact/hooks';
import type { Beat, Refused, ShownMessage } from '../contract/panel.js';
import { type LiveState, nextLive, startLive } from './live-state.js';

/** When a stream is opened again that the browser has given up. */
const OPEN_AGAIN_MS = 3_000;
const CLOCK_MS = 250;

/** Follows the stream of this page's link. */
export function useLive(): LiveState {
  const [state, dispatch] = useReducer(nextLive, 0, startLive);
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: number | undefined;
    const open = () => {
      const opened = new EventSource(`live${window.location.search}`);
      source = opened;
      opened.addEventListener('shown', ({ data }: MessageEvent<string>) => {
        const { shown }: ShownMessage = JSON.parse(data);
        dispatch({ kind: 'shown', atMs: performance.now(), shown });
      });
      opened.addEventListener('beat', ({ data }: MessageEvent<string>) => {
        const beat: Beat = JSON.parse(data);
        dispatch({ kind: 'beat', atMs: performance.now(), beat });
      });
      opened.addEventListener('refused', ({ data }: MessageEvent<string>) => {
        const { reason }: Refused = JSON.parse(data);
        dispatch({ kind: 'refused', atMs: performance.now(), reason });
        if (reason !== 'full') opened.close();
      });
      opened.addEventListener('error', () => {
        // the browser tries again by itself, but not after an answer such as a proxy's 502
        if (opened.readyState !== EventSource.CLOSED) return;
        timer = window.setTimeout(open, OPEN_AGAIN_MS * (1 + Math.random()));
      });
    };
    open();
    const clock = window.setInterval(() => dispatch({ kind: 'time', atMs: performance.now() }), CLOCK_MS);
    return () => {
      source?.close();
      window.clearTimeout(timer);
      window.clearInterval(clock);
    };
  }, []);
  return state;
}
