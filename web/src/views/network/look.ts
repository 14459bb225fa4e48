// The network's style sheet, in the page's colours.
import type { StylesheetStyle } from 'cytoscape'

import type { Palette } from '../palette'
import { FONT, FONT_SIZE } from './labels'
import { NODE_COLOURS, TIE_LOOKS } from './kinds'

export function look(c: Palette): StylesheetStyle[] {
  const rules: [string, Record<string, unknown>][] = [
    ['node', {
      shape: 'data(shape)', width: 24, height: 24, label: 'data(label)', color: c.ink, 'font-family': FONT, 'font-size': FONT_SIZE, 'text-wrap': 'wrap',
      'text-max-width': '100000px', 'line-height': 1.2, 'background-color': c['ground-3'], 'border-width': 2, 'border-color': c.ink,
      'text-background-color': c.ground, 'text-background-opacity': 0.85, 'text-background-padding': '1px',
      'text-valign': 'bottom', 'text-halign': 'center', 'text-margin-y': 2, 'overlay-opacity': 0,
    }],
    ...Object.entries(NODE_COLOURS).map(([family, colour]): [string, Record<string, unknown>] => [`node.${family}`, { 'background-color': c[colour], 'border-color': c.ground, 'border-width': 1.5 }]),
    ['node.above', { 'text-valign': 'top', 'text-margin-y': -2 }],
    ['node.right', { 'text-valign': 'center', 'text-halign': 'right', 'text-margin-y': 0, 'text-margin-x': 3 }],
    ['node.left', { 'text-valign': 'center', 'text-halign': 'left', 'text-margin-y': 0, 'text-margin-x': -3 }],
    ['node.below-right', { 'text-valign': 'bottom', 'text-halign': 'right', 'text-margin-y': 0 }],
    ['node.above-right', { 'text-valign': 'top', 'text-halign': 'right', 'text-margin-y': 0 }],
    ['node.below-left', { 'text-valign': 'bottom', 'text-halign': 'left', 'text-margin-y': 0 }],
    ['node.above-left', { 'text-valign': 'top', 'text-halign': 'left', 'text-margin-y': 0 }],
    [':parent', {
      shape: 'round-rectangle', 'background-color': c['ground-2'], 'background-opacity': 0.75, 'border-width': 1.5, 'border-style': 'solid', 'border-color': c['line-strong'],
      padding: '18px', 'font-weight': 'bold',
    }],
    ['node.confusable', { 'border-width': 2.5, 'border-style': 'dotted', 'border-color': c.warn }],
    ['edge', {
      width: 1.6, 'curve-style': 'bezier', 'control-point-step-size': 28, 'line-color': c['ink-3'], 'arrow-scale': 0.9, 'overlay-opacity': 0,
      'font-size': FONT_SIZE, 'font-family': FONT, color: c.ink, 'text-wrap': 'wrap', 'text-max-width': '100000px', 'text-background-color': c.ground, 'text-background-opacity': 0.9, 'text-background-padding': '2px', 'text-rotation': 'none',
    }],
    ...Object.entries(TIE_LOOKS).map(([family, one]): [string, Record<string, unknown>] => [
      `edge.${family}`, { 'line-color': c[one.colour], 'target-arrow-color': c[one.colour], 'source-arrow-color': c[one.colour], 'target-arrow-shape': one.arrow },
    ]),
    ['edge.against.both, edge.talks.both', { 'source-arrow-shape': 'data(arrow)' }],
    ['edge.back.both, edge.place.both', { 'target-arrow-shape': 'none' }],
    ['edge.hedged', { 'line-style': 'dashed', 'line-dash-pattern': [7, 4] }],
    ['edge.maybe', { 'line-style': 'dashed', 'line-dash-pattern': [1.5, 4], 'line-cap': 'round' }],
    ['edge.negated', { 'line-style': 'dashed', 'line-dash-pattern': [12, 3, 2, 3], 'line-color': c.negated, 'target-arrow-color': c.negated }],
    ['edge.clash', { 'mid-target-arrow-shape': 'circle', 'mid-target-arrow-color': c.bad }],
    ['edge.alike', { width: 1, 'line-style': 'dotted', 'line-color': c.warn, 'target-arrow-shape': 'none', label: '≠', color: c.warn }],
    [':childless.pale, edge.pale', { opacity: 0.22 }],
    [':parent.pale', { 'border-opacity': 0.4, 'text-opacity': 0.4, 'background-opacity': 0.35 }],
    ['node.none', { 'text-opacity': 0, 'text-background-opacity': 0 }],
    ['node.chosen', { 'border-color': c.accent, 'border-width': 3.5, 'border-style': 'solid' }],
    ['edge.chosen', { 'line-color': c.accent, 'target-arrow-color': c.accent, 'source-arrow-color': c.accent, 'z-index': 9 }],
    ['edge.said', { label: 'data(label)' }],
    ['node.over', { 'border-color': c.ink, 'border-width': 3.5, 'z-index': 10, 'text-opacity': 1, 'text-background-opacity': 0.9 }],
    ['edge.over', { label: 'data(label)', 'z-index': 10 }],
    ['.off', { display: 'none' }],
  ]
  return rules.map(([selector, style]) => ({ selector, style })) as unknown as StylesheetStyle[]
}
