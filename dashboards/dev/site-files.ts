import type { SiteFiles, SiteFileVersion } from '../src/model/types';

const GOOD = `interval: 10
uplinks:
  - {kind: mqtts, hosts: [trung-tam.example], port: 8883}
drivers:
  - name: dong-ho-1          # tủ số 1
    type: modbus-tcp
    host: 192.168.1.20
    interval: PT10S
`;
const WRONG = GOOD.replace('192.168.1.20', '192.168.1.300');
const REFUSAL = 'config.put, dòng 7: drivers[0].host: không phải địa chỉ\nconfig.put, line 7: drivers[0].host: is not an address';

/** Made-up versions of site files: the device refuses the second and confirms each that is given, after ten seconds. */
export class MockSiteFiles {
  private readonly versions = new Map<string, SiteFileVersion[]>();

  answer(method: string, device: string, version: string | undefined, body: Record<string, unknown>): [status: number, value: unknown] {
    const all = this.of(device);
    if (method === 'PUT') {
      return this.put(all, device, body);
    }
    const one = all.find((each) => String(each.version) === version);
    return version === undefined ? [200, view(device, all)] : one ? [200, one] : [404, { title: 'Không có', status: 404 }];
  }

  private put(all: SiteFileVersion[], device: string, body: Record<string, unknown>): [status: number, value: unknown] {
    const yaml = String(body['yaml']);
    const secret = yaml.split('\n').findIndex((line) => line.startsWith('secret:'));
    if (secret >= 0) {
      return [400, { title: 'Sai', status: 400, detail: 'Dữ liệu không hợp lệ.', errors: [{ field: 'yaml', message: `Dòng ${secret + 1}: khóa "secret" chỉ nằm trên thiết bị, không được ghi ở đây.` }] }];
    }
    if (body['base'] !== (all[0]?.version ?? 0)) {
      return [409, { title: 'Trùng', status: 409, detail: 'Người khác vừa đổi cấu hình.' }];
    }
    all.unshift(fileOf(all.length + 1, yaml, new Date()));
    return [200, view(device, all)];
  }

  private of(device: string): SiteFileVersion[] {
    const all = this.versions.get(device) ?? [
      { ...fileOf(2, WRONG, new Date(Date.now() - 3_600_000)), state: 'refused', detail: REFUSAL },
      fileOf(1, GOOD, new Date(Date.now() - 90_000_000)),
    ];
    this.versions.set(device, all);
    all.filter((each) => each.state !== 'refused').forEach((each) => {
      const age = Date.now() - Date.parse(each.createdAt);
      each.state = age < 4_000 ? 'queued' : age < 12_000 ? 'accepted' : 'done';
    });
    return all;
  }
}

function fileOf(version: number, yaml: string, created: Date): SiteFileVersion {
  const at = created.toISOString();
  return { version, yaml, sha256: '0'.repeat(64), createdAt: at, createdBy: 'admin', state: 'queued', stateAt: at, detail: null };
}

function view(device: string, all: SiteFileVersion[]): SiteFiles {
  return { device, desired: all[0] ?? null, confirmed: all.find((each) => each.state === 'done') ?? null, history: all };
}
