import { BrowserFolder } from '../../harness/emulator/chromium/testing/browser-folder.ts';
import { chromiumPac } from './chromium-pac.ts';
import { CHROMIUM_DISAGREES } from './known-disagreements.ts';
import { testOpinions } from './opinion-tests.ts';

testOpinions(chromiumPac(BrowserFolder.chromium()), CHROMIUM_DISAGREES);
