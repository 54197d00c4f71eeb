import { html } from 'lit';
import { composer } from './composer/composer.ts';
import { messageMenu } from './dialogs/message-menu.ts';
import { modalView } from './dialogs/modal.ts';
import { log } from './messages/log.ts';
import { banner } from './side/banner.ts';
import { guide } from './side/guide.ts';
import { isPhone } from './side/guide-place.ts';
import { header } from './side/header.ts';
import { rail } from './side/rail.ts';
import { state } from './state.ts';

/** Renders the whole page from its state. */
export const app = () => html`
  <div class="app">
    ${banner()}
    <div class="below">
      ${rail()}
      <div class="middle">
        ${header()}
        <div class="columns">
          <main class="channel-main" ?inert=${state.guideOpen && isPhone()}>${log()}${composer()}${messageMenu()}</main>
          ${guide()}
        </div>
      </div>
    </div>
  </div>
  ${modalView()}
`;
