import { createLocalPubSub } from '../../src/pubsub/local-pubsub.ts';
import { pubsubContract } from './pubsub-contract.ts';

pubsubContract('in the process', async () => [createLocalPubSub()]);
