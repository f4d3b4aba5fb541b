import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  countOf,
  formatBitRate,
  formatBytes,
  formatClock,
  formatClockTime,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
} from '../../../src/model/format.ts';

function reads(format: (value: number) => string, expected: ReadonlyMap<number, string>): void {
  for (const [value, text] of expected) assert.equal(format(value), text, `of ${value}`);
}

describe('a figure', () => {
  it('of bytes has decimal units and three digits, also where rounding would add one', () => {
    reads(
      formatBytes,
      new Map([
        [0, '0 B'],
        [1, '1 B'],
        [999, '999 B'],
        [999.6, '1.00 kB'],
        [1000, '1.00 kB'],
        [9994, '9.99 kB'],
        [9996, '10.0 kB'],
        [18_240, '18.2 kB'],
        [99_949, '99.9 kB'],
        [99_951, '100 kB'],
        [182_400, '182 kB'],
        [999_499, '999 kB'],
        [999_500, '1.00 MB'],
        [4.2e9, '4.20 GB'],
        [1e12, '1.00 TB'],
        [2.5e15, '2.50 PB'],
      ]),
    );
  });

  it('of bytes takes at most seven characters up to a thousand petabytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        assert.match(formatBytes(bytes), /^(?:\d{1,3} B|(?:\d\.\d\d|\d\d\.\d|\d{3}) [kMGTP]B)$/);
      }),
    );
  });

  it('of bits per second has decimal units', () => {
    reads(
      formatBitRate,
      new Map([
        [640, '640 bit/s'],
        [1_200_000, '1.20 Mbit/s'],
        [7.7e14, '770 Tbit/s'],
      ]),
    );
  });

  it('of a duration goes from a hundredth of a millisecond to hours', () => {
    reads(
      formatDuration,
      new Map([
        [0, '0 ms'],
        [0.001, '< 0.01 ms'],
        [0.25, '0.25 ms'],
        [0.996, '1.0 ms'],
        [4.2, '4.2 ms'],
        [9.96, '10 ms'],
        [182, '182 ms'],
        [999.4, '999 ms'],
        [999.6, '1.00 s'],
        [4200, '4.20 s'],
        [9996, '10.0 s'],
        [42_000, '42.0 s'],
        [59_940, '59.9 s'],
        [59_960, '1 min'],
        [125_000, '2 min 5 s'],
        [3_599_400, '59 min 59 s'],
        [3_599_600, '1 h'],
        [3_720_000, '1 h 2 min'],
        [7_199_999, '2 h'],
      ]),
    );
  });

  it('of a duration never has four digits before its unit below an hour', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3_599_000, noNaN: true }), (ms) => {
        assert.doesNotMatch(formatDuration(ms), /\d{4}|\b60(?:\.\d)? /);
      }),
    );
  });

  it('of a running clock counts whole seconds that have passed', () => {
    reads(
      formatClock,
      new Map([
        [0, '00:00'],
        [42_999, '00:42'],
        [60_000, '01:00'],
        [725_000, '12:05'],
        [3_599_999, '59:59'],
        [3_600_000, '1:00:00'],
        [360_061_000, '100:01:01'],
      ]),
    );
  });

  it('of a rate shows slow feeds as other than nothing', () => {
    reads(
      formatRate,
      new Map([
        [0, '0.0/s'],
        [0.001, '< 0.01/s'],
        [0.02, '0.02/s'],
        [0.0951, '0.1/s'],
        [28.64, '28.6/s'],
        [99.94, '99.9/s'],
        [99.96, '100/s'],
        [1204.4, '1,204/s'],
      ]),
    );
  });

  it('of a share is 0 % only for nothing and 100 % only for all', () => {
    reads(
      formatShare,
      new Map([
        [0, '0 %'],
        [0.0001, '< 0.1 %'],
        [0.02, '2.0 %'],
        [0.0994, '9.9 %'],
        [0.0996, '10 %'],
        [0.42, '42 %'],
        [0.994, '99 %'],
        [0.997, '99.7 %'],
        [0.99999, '99.9 %'],
        [1, '100 %'],
      ]),
    );
  });

  it('of a count groups thousands and knows one from many', () => {
    assert.equal(formatCount(1_204_567), '1,204,567');
    assert.equal(countOf(1, 'request'), '1 request');
    assert.equal(countOf(0, 'request'), '0 requests');
    assert.equal(countOf(1204, 'reply', 'replies'), '1,204 replies');
  });

  it('of a moment is in the time zone of this machine', () => {
    assert.equal(formatClockTime(new Date(2026, 0, 1, 4, 3, 7, 50).getTime()), '04:03:07.050');
  });
});
