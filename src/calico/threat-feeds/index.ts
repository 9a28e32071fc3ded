export { startThreatFeeds, type ThreatFeedOptions } from './start-threat-feeds.ts';
