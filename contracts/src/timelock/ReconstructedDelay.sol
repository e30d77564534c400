// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

// The rules of Zodiac's Delay modifier, 1.0 and 1.1, in our own words: what it stores, hashes, tells and refuses.

interface IAvatar {
    function execTransactionFromModule(address to, uint256 value, bytes calldata data, uint8 kind)
        external
        returns (bool);
}

contract ReconstructedDelay {
    event DelaySetup(
        address indexed initiator, address indexed owner, address indexed avatar, address target
    );
    event TransactionAdded(
        uint256 indexed queueNonce,
        bytes32 indexed txHash,
        address to,
        uint256 value,
        bytes data,
        uint8 operation
    );
    event EnabledModule(address module);
    event DisabledModule(address module);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    address public owner;
    address public avatar;
    address public target;
    uint256 public txCooldown;
    uint256 public txExpiration;
    uint256 public txNonce;
    uint256 public queueNonce;
    mapping(uint256 nonce => bytes32) public txHash;
    mapping(uint256 nonce => uint256) public txCreatedAt;
    mapping(address module => bool) public isModuleEnabled;

    constructor(
        address owner_,
        address avatar_,
        address target_,
        uint256 cooldown,
        uint256 expiration
    ) {
        owner = owner_;
        avatar = avatar_;
        target = target_;
        txCooldown = cooldown;
        txExpiration = expiration;
        emit OwnershipTransferred(address(0), owner_);
        emit DelaySetup(msg.sender, owner_, avatar_, target_);
    }

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }

    function enableModule(address module) external onlyOwner {
        isModuleEnabled[module] = true;
        emit EnabledModule(module);
    }

    function disableModule(address, address module) external onlyOwner {
        isModuleEnabled[module] = false;
        emit DisabledModule(module);
    }

    function setTxCooldown(uint256 cooldown) external onlyOwner {
        txCooldown = cooldown;
        _tellCooldown(cooldown);
    }

    function setTxExpiration(uint256 expiration) external onlyOwner {
        require(expiration == 0 || expiration >= 60, "expires too soon");
        txExpiration = expiration;
        _tellExpiration(expiration);
    }

    function setTxNonce(uint256 nonce) external onlyOwner {
        require(nonce > txNonce && nonce <= queueNonce, "not ahead within the queue");
        txNonce = nonce;
        _tellNonce(nonce);
    }

    function execTransactionFromModule(
        address to,
        uint256 value,
        bytes calldata data,
        uint8 operation
    ) external returns (bool) {
        require(isModuleEnabled[msg.sender], "not a module");
        uint256 nonce = queueNonce++;
        txHash[nonce] = getTransactionHash(to, value, data, operation);
        txCreatedAt[nonce] = block.timestamp;
        emit TransactionAdded(nonce, txHash[nonce], to, value, data, operation);
        return true;
    }

    /// @dev By anyone; always the first in the queue.
    function executeNextTx(address to, uint256 value, bytes calldata data, uint8 operation)
        external
    {
        uint256 nonce = txNonce;
        require(nonce < queueNonce, "empty");
        require(block.timestamp >= txCreatedAt[nonce] + txCooldown, "cooldown");
        require(!_isExpired(nonce), "expired");
        require(txHash[nonce] == getTransactionHash(to, value, data, operation), "hash");
        txNonce = nonce + 1;
        require(
            IAvatar(target).execTransactionFromModule(to, value, data, operation), "call failed"
        );
    }

    function skipExpired() external {
        while (txNonce < queueNonce && _isExpired(txNonce)) txNonce++;
    }

    function getTransactionHash(address to, uint256 value, bytes memory data, uint8 operation)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encodePacked(to, value, data, operation));
    }

    function getTxHash(uint256 nonce) external view returns (bytes32) {
        return txHash[nonce];
    }

    function getTxCreatedAt(uint256 nonce) external view returns (uint256) {
        return txCreatedAt[nonce];
    }

    function _isExpired(uint256 nonce) private view returns (bool) {
        return txExpiration != 0 && txCreatedAt[nonce] + txCooldown + txExpiration < block.timestamp;
    }

    function _tellCooldown(uint256 cooldown) internal virtual {}

    function _tellExpiration(uint256 expiration) internal virtual {}

    function _tellNonce(uint256 nonce) internal virtual {}
}

/// @dev 1.1, which emits an event where the owner changes something.
contract ReconstructedDelayThatTells is ReconstructedDelay {
    event TxCooldownSet(uint256 cooldown);
    event TxExpirationSet(uint256 expiration);
    event TxNonceSet(uint256 nonce);

    constructor(
        address owner_,
        address avatar_,
        address target_,
        uint256 cooldown,
        uint256 expiration
    ) ReconstructedDelay(owner_, avatar_, target_, cooldown, expiration) {}

    function _tellCooldown(uint256 cooldown) internal override {
        emit TxCooldownSet(cooldown);
    }

    function _tellExpiration(uint256 expiration) internal override {
        emit TxExpirationSet(expiration);
    }

    function _tellNonce(uint256 nonce) internal override {
        emit TxNonceSet(nonce);
    }
}
