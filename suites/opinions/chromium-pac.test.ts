import { BrowserFolder } from '../../harness/emulator/chromium/testing/browser-folder.ts';
import { chromiumPac } from './chromium-pac.ts';
import { CHROMIUM_DISAGREES } from './known-disagreements.ts';
import { testOpinions } from './opinion-tests.ts';
import { pacFunction } from './pac-script.ts';

const executable = BrowserFolder.chromium();

testOpinions(
  (read) => chromiumPac(executable, (configuration, answers) => pacFunction(read(configuration), answers)),
  CHROMIUM_DISAGREES,
);
