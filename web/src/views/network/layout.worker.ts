// Places for the nodes, away from the page's own thread.
import { type LayoutAsk, laidOut } from './layout/places'

self.onmessage = ({ data }: MessageEvent<LayoutAsk>) => self.postMessage(laidOut(data))
