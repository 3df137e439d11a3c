/** The test function of this folder: `shop` is a running server, `device` makes signed-in devices. */
import { rmSync } from 'node:fs';
import { desk, Device, type Viewport } from './device';
import { base, expect } from './playwright';
import { ShopServer } from './shop-server';

interface Fixtures {
  shop: ShopServer;
  /** A new device with a fresh profile, signed in and showing the customers. */
  device: (name: string, viewport?: Viewport) => Promise<Device>;
  /** As `device`, before signing in. */
  newDevice: (name: string, viewport?: Viewport) => Promise<Device>;
}

export const test = base.extend<Fixtures>({
  // Playwright wants a pattern here even where a fixture needs no other.
  // eslint-disable-next-line no-empty-pattern
  shop: async ({}, use, info) => {
    const shop = new ShopServer(info.outputPath('data'));
    await shop.start();
    await use(shop);
    await shop.stop();
    rmSync(shop.folder, { recursive: true, force: true });
  },

  newDevice: async ({ shop }, use, info) => {
    const devices: Device[] = [];
    await use(async (name, viewport = desk) => {
      const device = new Device(info.outputPath(`profile-${name}`), shop.origin, viewport);
      devices.push(device);
      await device.open();
      return device;
    });
    for (const device of devices) {
      if (info.status !== info.expectedStatus) {
        await device.page
          .screenshot({ path: info.outputPath(`${device.profile.split('-').pop()}.png`) })
          .catch(() => undefined);
      }
      await device.close();
      rmSync(device.profile, { recursive: true, force: true });
    }
    expect(devices.flatMap((device) => device.faults)).toEqual([]);
  },

  device: async ({ shop, newDevice }, use) => {
    await use(async (name, viewport) => {
      const device = await newDevice(name, viewport);
      await device.signIn(shop.signInLink());
      return device;
    });
  },
});

export { expect };
