import type { EChartsCoreOption } from 'echarts';
import { CustomChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([CustomChart, GridComponent, MarkLineComponent, SVGRenderer]);

/**
 * Renders an echarts chart as SVG, without a browser. What echarts adds for the mouse is removed: it numbers
 * its names from chart to chart, so equal data would give unequal pictures.
 */
export function echartsSvg(width: number, height: number, option: EChartsCoreOption): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return chart
      .renderToSVGString()
      .replace(/<style\b[\s\S]*?<\/style>/g, '')
      .replace(/ (?:class="zr[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*")/g, '')
      .replace(/ xmlns:xlink="[^"]*"/, '');
  } finally {
    chart.dispose();
  }
}
